import { type OptimizeApi, optimizeHandlers } from './optimizeApi.ts'
import { type Port, serve } from './rpc.ts'

serve<OptimizeApi>(self as unknown as Port, optimizeHandlers)
