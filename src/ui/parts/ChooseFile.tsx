/** The platform's own file chooser, behind a button of ours. */
export function ChooseFile(props: { label: string; onFile: (file: File | undefined) => Promise<void> | void }) {
  return (
    <label class="btn big file">
      <input
        class="sr"
        type="file"
        accept={KINDS}
        onChange={(event) => {
          void props.onFile(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {props.label}
    </label>
  )
}

const KINDS = '.json,.recite,application/json,.apkg,.colpkg,.anki2,.txt,.csv,.tsv,.md,.markdown,.cards,.mochi,.zip'
