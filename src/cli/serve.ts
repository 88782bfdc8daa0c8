/** `npm run serve -- [--port N] [--dir DIR]`: the built app on localhost. `BASE=/path/` as it was at the build. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serve } from './server.ts'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4173' }, dir: { type: 'string', default: 'dist' } },
})
const base = `/${process.env.BASE ?? ''}/`.replace(/\/+/g, '/')
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${resolve(root, values.dir)}/`

if (!existsSync(`${folder}index.html`)) fail(`There is no build in ${values.dir}/ yet: run npm run build first.`)
try {
  const { url } = await serve({ folder, base, port: Number(values.port) })
  console.log(`Recite is at ${url}  (Ctrl+C stops it)`)
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  fail(taken ? `Port ${values.port} is taken: npm run serve -- --port ${Number(values.port) + 1}` : String(error))
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
