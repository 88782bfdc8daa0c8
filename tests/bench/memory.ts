import { readdirSync, readFileSync } from 'node:fs'

/** The most memory that the renderers of a browser came to, in MB, since it was asked last. Linux alone can tell. */
export function watchMemory(folder: string): { readonly take: () => string; readonly end: () => string } {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, renderersOf(folder))
  }, 200)
  const take = (): string => {
    const most = peak
    peak = 0
    return most === 0 ? '–' : String(Math.round(most))
  }
  return {
    take,
    end: () => {
      clearInterval(timer)
      return take()
    },
  }
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended, or this is no Linux.
    return ''
  }
}

/** Each page shared with others counted by its share. */
function renderersOf(folder: string): number {
  const all = readNames('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(
    all.map((pid) => [
      pid,
      read(`/proc/${pid}/stat`)
        .replace(/^.*\) /, '')
        .split(' ')[1] ?? '',
    ]),
  )
  const lines = new Map(all.map((pid) => [pid, read(`/proc/${pid}/cmdline`)]))
  const isOurs = (pid: string): boolean => {
    for (let at = pid, n = 0; at !== '' && at !== '1' && n < 20; at = parents.get(at) ?? '', n++)
      if (lines.get(at)?.includes(folder)) return true
    return false
  }
  const sizes = all
    .filter((pid) => lines.get(pid)?.includes('--type=renderer') && isOurs(pid))
    .map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024)
  return Math.max(0, ...sizes)
}

const readNames = (path: string): readonly string[] => {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
