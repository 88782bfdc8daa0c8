import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Command, createCommands } from '../../src/app/commands.ts'

/** As much of a document as a keyboard needs. */
class FakeElement {
  readonly tagName: string
  readonly type: string
  readonly isContentEditable: boolean
  constructor(tagName: string, options: { type?: string; isContentEditable?: boolean } = {}) {
    this.tagName = tagName
    this.type = options.type ?? ''
    this.isContentEditable = options.isContentEditable ?? false
  }
}
class FakeInput extends FakeElement {}
class FakeButton extends FakeElement {}
class FakeAnchor extends FakeElement {}

let listeners: Set<(event: unknown) => void>
let dialogOpen: boolean

beforeEach(() => {
  listeners = new Set()
  dialogOpen = false
  vi.stubGlobal('HTMLElement', FakeElement)
  vi.stubGlobal('HTMLInputElement', FakeInput)
  vi.stubGlobal('HTMLButtonElement', FakeButton)
  vi.stubGlobal('HTMLAnchorElement', FakeAnchor)
  vi.stubGlobal('document', {
    addEventListener: (_type: string, listener: (event: unknown) => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: (event: unknown) => void) => listeners.delete(listener),
    querySelector: () => (dialogOpen ? {} : null),
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Presses a key; true when it was taken, so that the browser leaves it alone. */
function press(key: string, event: Record<string, unknown> = {}): boolean {
  let prevented = false
  const whole = { key, target: new FakeElement('BODY'), ...event, preventDefault: () => (prevented = true) }
  for (const listener of listeners) listener(whole)
  return prevented
}

async function listen(commands: readonly Command[], singleKeys = true): Promise<() => void> {
  const leave = createRoot((dispose) => {
    createCommands(
      () => commands,
      () => singleKeys,
    )
    return dispose
  })
  await Promise.resolve()
  return leave
}

const ran: string[] = []
const command = (id: string, keys: readonly string[], more: Partial<Command> = {}): Command => ({
  id,
  keys,
  label: id,
  run: () => void ran.push(id),
  ...more,
})

const TABLE = [
  command('show', [' ', 'Enter'], { enabled: () => false }),
  command('good', [' ', 'Enter']),
  command('again', ['1']),
  command('undo', ['z', 'Ctrl+z']),
  command('close', ['Escape']),
  command('help', ['?']),
]

beforeEach(() => ran.splice(0))

describe('the keyboard of a screen', () => {
  test('runs the first command that has the key and makes sense, and keeps the key from the browser', async () => {
    await listen(TABLE)
    expect([press(' '), press('1'), press('Z'), press('?', { shiftKey: true })]).toEqual([true, true, true, true])
    expect(ran).toEqual(['good', 'again', 'undo', 'help'])
  })

  test('leaves every other key to the browser', async () => {
    await listen(TABLE)
    expect([press('x'), press('Tab'), press('F5'), press('r', { ctrlKey: true })]).toEqual([false, false, false, false])
    expect(press('1', { ctrlKey: true })).toBe(false)
    expect(press('z', { altKey: true })).toBe(false)
    expect(ran).toEqual([])
  })

  test('takes Ctrl+Z and Cmd+Z alike', async () => {
    await listen(TABLE)
    press('z', { ctrlKey: true })
    press('z', { metaKey: true })
    expect(ran).toEqual(['undo', 'undo'])
  })

  test('leaves keys alone while typing, with a dialog open, and where something else took them', async () => {
    await listen(TABLE)
    for (const target of [
      new FakeInput('INPUT', { type: 'text' }),
      new FakeElement('TEXTAREA'),
      new FakeElement('SELECT'),
      new FakeElement('DIV', { isContentEditable: true }),
    ])
      expect(press('1', { target })).toBe(false)
    expect(press('1', { isComposing: true })).toBe(false)
    expect(press('1', { defaultPrevented: true })).toBe(false)
    dialogOpen = true
    expect(press('Escape')).toBe(false)
    expect(ran).toEqual([])
  })

  test('leaves Space and Enter to a button, a link or a checkbox that has the focus, but not the other keys', async () => {
    await listen(TABLE)
    for (const target of [
      new FakeButton('BUTTON'),
      new FakeAnchor('A'),
      new FakeInput('INPUT', { type: 'checkbox' }),
    ]) {
      expect([press(' ', { target }), press('Enter', { target })]).toEqual([false, false])
      expect(press('1', { target })).toBe(true)
    }
    expect(ran).toEqual(['again', 'again', 'again'])
  })

  test('without single keys takes chords, Space and Escape, and nothing that speech input could set off', async () => {
    await listen(TABLE, false)
    for (const key of ['1', 'z', '?']) expect(press(key)).toBe(false)
    expect([press(' '), press('Escape'), press('z', { ctrlKey: true })]).toEqual([true, true, true])
    expect(ran).toEqual(['good', 'close', 'undo'])
  })

  test('does some things once however long the key is held, and takes the key all the same', async () => {
    await listen([command('good', [' '], { once: true }), command('next', ['j'])])
    expect([press(' '), press(' ', { repeat: true }), press('j', { repeat: true })]).toEqual([true, true, true])
    expect(ran).toEqual(['good', 'next'])
  })

  test('is gone with its screen', async () => {
    const leave = await listen(TABLE)
    leave()
    expect(press('1')).toBe(false)
    expect(listeners.size).toBe(0)
  })
})
