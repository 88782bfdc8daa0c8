/**
 * `npm run fuzz`: gives every reader of the table in `readers.ts` spoilt input without end in sight, and looks at how its
 * time grows. `npm run fuzz -- 42 5000 backup` takes seed 42 and 5,000 inputs for those whose names hold the word. Each
 * reader runs in a process of its own, so that one that hangs, or takes all memory, is told as well. Exit code 1 for any fault.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { checkGrowth, fuzz } from './fuzz.ts'
import { READERS } from './readers.ts'

/** Whoever says nothing for so long hangs: a single input takes milliseconds. */
const PATIENCE_MS = 120_000
const MEMORY_MB = 1024
const RUNS = 2000

const numbers = process.argv.slice(2).filter((arg) => /^\d+$/.test(arg))
const words = process.argv.slice(2).filter((arg) => !/^\d+$/.test(arg))
const seed = Number(numbers[0] ?? Math.floor(Math.random() * 2 ** 31))
const runs = Number(numbers[1] ?? RUNS)

if (process.send) await beChild(words[0] ?? '')
else {
  console.log(`seed ${seed}, ${runs} inputs for each reader`)
  let faults = 0
  for (const { name } of READERS) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue
    const fault = await runChild(name)
    console.log(`${fault === null ? 'ok    ' : 'FAULT '} ${name}${fault === null ? '' : `\n${fault}`}`)
    if (fault !== null) faults++
  }
  console.log(
    faults === 0 ? 'No fault.' : `${faults} readers with a fault; again with: npm run fuzz -- ${seed} ${runs}`,
  )
  process.exitCode = faults === 0 ? 0 : 1
}

async function beChild(name: string): Promise<void> {
  const reader = READERS.find((each) => each.name === name)
  if (!reader) throw new Error(`no reader ${name}`)
  const tell = (doing: string) => process.send?.({ doing })
  try {
    await fuzz(reader, seed, runs, (run) => tell(`input ${run}`))
    await checkGrowth(reader, undefined, undefined, (atom) => tell(`growth of ${JSON.stringify(atom)}`))
  } catch (thrown) {
    process.send?.({ fault: thrown instanceof Error ? thrown.message : String(thrown) })
  }
  process.disconnect()
}

/** What went wrong, or null. */
function runChild(name: string): Promise<string | null> {
  const child = fork(fileURLToPath(import.meta.url), [String(seed), String(runs), name], {
    execArgv: [...process.execArgv, `--max-old-space-size=${MEMORY_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((done) => {
    let doing = 'the start'
    let fault: string | null = null
    let timer = setTimeout(hang, PATIENCE_MS)
    function hang(): void {
      fault = `hangs at ${doing}`
      child.kill('SIGKILL')
    }
    child.on('message', (said: { readonly doing?: string; readonly fault?: string }) => {
      clearTimeout(timer)
      timer = setTimeout(hang, PATIENCE_MS)
      doing = said.doing ?? doing
      fault = said.fault ?? fault
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      done(fault ?? (code === 0 ? null : `ended with ${code} at ${doing}`))
    })
  })
}
