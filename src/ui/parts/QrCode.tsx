import '../styles/codes.css'
import { encodeQR } from 'qr'
import { createMemo } from 'solid-js'

/** Characters that a code of version 25 holds at medium correction: what an ordinary phone still reads off a screen. */
const MAX_ONE_CODE = 997

export const fitsOneCode = (text: string): boolean => new TextEncoder().encode(text).length <= MAX_ONE_CODE

type QrCodeProps = {
  text: string
  /** What it is a code of; read out. */
  label: string
  /** Error correction: `low` where another code follows at once, else `medium`. */
  correction?: 'low' | 'medium'
}

/** Modules of white around a code, as cameras need it (ISO/IEC 18004: four). */
const QUIET = 4

/** A QR code, black on white in either theme. */
export function QrCode(props: QrCodeProps) {
  const modules = createMemo(() => encodeQR(props.text, 'raw', { ecc: props.correction ?? 'medium', border: QUIET }))
  const size = () => modules().length
  return (
    <svg
      class="qr"
      classList={{ dense: size() > DENSE }}
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${size()} ${size()}`}
    >
      <path d={outline(modules())} />
    </svg>
  )
}

/** Modules a side with the quiet zone, beyond which a small picture would not do. */
const DENSE = 53

/** Every run of black modules as a flat rectangle. */
function outline(modules: readonly (readonly boolean[])[]): string {
  let path = ''
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const start = x
      while (row[x + 1]) x++
      path += `M${start} ${y}h${x + 1 - start}v1H${start}z`
    }
  }
  return path
}
