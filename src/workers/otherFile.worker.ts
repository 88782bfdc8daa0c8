import { otherFileHandlers } from './otherFileApi.ts'
import { type Port, serve } from './rpc.ts'

serve(
  self as unknown as Port,
  otherFileHandlers((at) => 0 - new Date(at).getTimezoneOffset()),
)
