import { section } from './section.ts'

export const help = section('help', {
  title: 'Keyboard',
  key: {
    ' ': 'Space',
    Escape: 'Esc',
    ArrowLeft: '←',
    ArrowRight: '→',
    ArrowUp: '↑',
    ArrowDown: '↓',
  } as Readonly<Record<string, string>>,
  off: 'Single-key shortcuts are off. Settings turns them on.',
  none: 'This screen has no keys of its own.',
})
