import { type Port, serve } from './rpc.ts'
import { type Pixels, type ScanApi, scanHandlers } from './scanApi.ts'

let canvas: OffscreenCanvas | undefined

function pixelsOf(picture: ImageBitmap): Pixels {
  const { width, height } = picture
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('pictures cannot be read here')
  context.drawImage(picture, 0, 0)
  picture.close()
  return context.getImageData(0, 0, width, height)
}

serve<ScanApi>(self as unknown as Port, scanHandlers(pixelsOf))
