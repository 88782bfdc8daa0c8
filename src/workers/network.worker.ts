import { type NetworkApi, networkHandlers } from './networkApi.ts'
import { type Port, serve } from './rpc.ts'

// The one door: this worker alone has a policy that lets it reach other hosts (src/cli/build/policy.ts).
serve<NetworkApi>(self as unknown as Port, networkHandlers)
