import { type ExamApi, examHandlers } from './examApi.ts'
import { type Port, serve } from './rpc.ts'

serve<ExamApi>(self as unknown as Port, examHandlers)
