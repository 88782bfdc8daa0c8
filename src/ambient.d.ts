/** Of package.json, put in by the build. */
declare const __APP_VERSION__: string
/** The document that strangers' cards are shown in (`cli/build/cardFrame.ts`). */
declare module 'virtual:card-frame' {
  const html: string
  export default html
}
