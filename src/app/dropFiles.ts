import { handOver } from './received.ts'

/**
 * Takes a file that is dropped anywhere on the page, save on a field that takes it itself. Where `isBusy`, it is refused,
 * and the browser kept from opening it in place of the app. For as long as the page lives.
 */
export function takeDrops(isBusy: () => boolean, onFile: () => void): void {
  document.addEventListener('dragover', (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = isBusy() ? 'none' : 'copy'
  })
  document.addEventListener('drop', (event) => {
    if (event.defaultPrevented) return
    const file = event.dataTransfer?.files[0]
    if (!file) return
    event.preventDefault()
    if (isBusy()) return
    handOver(file)
    onFile()
  })
}
