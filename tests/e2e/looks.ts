type Look = {
  readonly size: 'phone' | 'desktop' | 'narrow'
  readonly viewport: { readonly width: number; readonly height: number }
  readonly colorScheme: 'light' | 'dark'
}

const PHONE = { size: 'phone', viewport: { width: 390, height: 844 } } as const
const DESKTOP = { size: 'desktop', viewport: { width: 1280, height: 800 } } as const

/**
 * How screens are looked at: each size once and each theme once, which takes half the time of all four; those with
 * `LOOKS=all`.
 */
export const LOOKS: readonly Look[] = [
  { ...PHONE, colorScheme: 'light' },
  { ...DESKTOP, colorScheme: 'dark' },
  ...(process.env.LOOKS === 'all'
    ? [{ ...DESKTOP, colorScheme: 'light' } as const, { ...PHONE, colorScheme: 'dark' } as const]
    : []),
]

export const NARROW: Look = { size: 'narrow', viewport: { width: 320, height: 640 }, colorScheme: 'dark' }
