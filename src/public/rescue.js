// Reads what is on this device and writes it as a backup of version 2 (`formats/backup.ts` says what that is). It stands
// on nothing of the app, so that it works whatever broke there; `tests/e2e/rescue.e2e.ts` holds the two together.
;(() => {
  const NAMES = ['recite', 'recite-2', 'recite-3', 'recite-4', 'recite-5']
  /** As `storage/layout.ts` has it. */
  const CHUNK_NOTES = 250
  const JOURNALS = ['journal-a.jsonl', 'journal-b.jsonl']
  const button = document.getElementById('save')
  const said = document.getElementById('said')

  const found = gather()
  found.then(
    ({ decks, events, drafts }) => {
      if (decks.length + events.length + drafts.length === 0) return say('There is nothing of Recite on this device.')
      say(`Found ${decks.length} decks and ${events.length} answers and changes.`)
      button.disabled = false
    },
    () => say('What is on this device cannot be read. Reloading may help.'),
  )
  button.addEventListener('click', async () => {
    const file = new Blob(await encode(await found), { type: 'application/json' })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = 'recite-rescued.json'
    link.click()
    say(`Saved ${link.download}. Restore it with Recite, here or on another device.`)
  })

  document.getElementById('anew').addEventListener('click', async () => {
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
    // Without its host there would be no Recite at all: what is here goes only once that has answered.
    const isReached = await Promise.all(workers.map((worker) => worker.update())).then(
      () => true,
      () => false,
    )
    if (!isReached) return say('That needs a network. Nothing was changed.')
    for (const name of await caches.keys()) if (name.includes('-precache-')) await caches.delete(name)
    for (const worker of workers) await worker.unregister()
    location.replace('./')
  })

  function say(text) {
    said.textContent = text
  }

  /** The databases under every name that the app may have gone on under, and the second copy of the log. */
  async function gather() {
    const events = new Map()
    const decks = new Map()
    const media = new Map()
    const dbIds = new Set()
    for (const name of NAMES) {
      const content = await readDatabase(name).catch(() => null)
      for (const event of content?.events ?? []) events.set(event.id, event)
      for (const deck of content?.decks ?? []) keepNewer(decks, deck)
      for (const hash of content?.media ?? []) media.set(hash, name)
      if (content?.dbId) dbIds.add(content.dbId)
    }
    for (const name of JOURNALS) {
      const copy = await readJournal(name).catch(() => null)
      // A copy of another database tells of what was replaced since.
      if (!copy || (dbIds.size > 0 && !dbIds.has(copy.dbId))) continue
      for (const event of copy.events) if (!events.has(event.id)) events.set(event.id, event)
      for (const deck of copy.decks) if (!decks.has(deck.id)) decks.set(deck.id, deck)
    }
    const inOrder = [...events.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    return { decks: [...decks.values()], events: inOrder, media, drafts: await readDrafts().catch(() => []) }
  }

  function keepNewer(decks, deck) {
    const other = decks.get(deck.id)
    if (!other || other.version < deck.version) decks.set(deck.id, deck)
  }

  /** Null where there is no such database: asking for it must not make one. */
  function openDatabase(name) {
    return new Promise((done, fail) => {
      const request = indexedDB.open(name)
      request.onupgradeneeded = () => request.transaction.abort()
      request.onsuccess = () => done(request.result)
      request.onerror = () => (request.error?.name === 'AbortError' ? done(null) : fail(request.error))
      request.onblocked = () => fail(new Error('blocked'))
    })
  }

  /** One medium, when it is wanted: all of them may be more than a page has memory for. */
  async function readMedium(name, hash) {
    const db = await openDatabase(name)
    try {
      return await new Promise((done, fail) => {
        const request = db.transaction('media').objectStore('media').get(hash)
        request.onsuccess = () => done(request.result)
        request.onerror = () => fail(request.error)
      })
    } finally {
      db.close()
    }
  }

  async function readDatabase(name) {
    const db = await openDatabase(name)
    if (!db) return null
    const all = (store, query, method = 'getAll') =>
      db.objectStoreNames.contains(store) ? readAll(db, store, query, method) : []
    const [events, records, meta, media] = await Promise.all([
      ...['events', 'decks', 'meta'].map((name) => all(name)),
      all('media', undefined, 'getAllKeys'),
    ])
    // A deck whose record is not what it was goes alone.
    const decks = (await Promise.all(records.map((record) => collectDeck(record, all).catch(() => [])))).flat()
    db.close()
    return { events, decks, media, dbId: meta.find(({ name }) => name === 'identity')?.dbId }
  }

  /** Articles whose cards are not saved yet. */
  async function readDrafts() {
    const db = await openDatabase('recite-drafts')
    const drafts = db ? await readAll(db, 'drafts', undefined, 'getAll') : []
    db?.close()
    return drafts
  }

  /** All of them in one go, or each by itself where one cannot be read: that one alone is then missing. */
  async function readAll(db, store, query, method) {
    const ask = (how, what) =>
      new Promise((done, fail) => {
        const request = db.transaction(store).objectStore(store)[how](what)
        request.onsuccess = () => done(request.result)
        request.onerror = () => fail(request.error)
      })
    try {
      return await ask(method, query)
    } catch (thrown) {
      if (method !== 'getAll') throw thrown
      const found = []
      for (const key of await ask('getAllKeys', query)) {
        const record = await ask('get', key).catch(() => null)
        if (record) found.push(record)
        // The notes behind it must keep their places.
        else if (store === 'chunks') found.push(null)
      }
      return found
    }
  }

  async function collectDeck({ info, tombstones, contentKey }, all) {
    const range = IDBKeyRange.bound([contentKey], [contentKey, []])
    const [chunks, sources] = await Promise.all([all('chunks', range), all('sources', range)])
    const { notes, noteTypes } = typesApart(
      chunks.flatMap((chunk) => (Array.isArray(chunk?.notes) ? chunk.notes : new Array(CHUNK_NOTES).fill(null))),
    )
    const { noteCount, cardCount, sources: infos, ...header } = info
    const byId = new Map(sources.map((source) => [source.id, source]))
    return {
      ...header,
      tombstones,
      sources: infos.flatMap(({ id }) => byId.get(id) ?? []),
      notes: notes.slice(0, noteCount).filter(Boolean),
      retired: notes.slice(noteCount).filter(Boolean),
      ...(noteTypes.length > 0 && { noteTypes }),
    }
  }

  /** As `domain/typesApart.ts` has it: the journal's decks are so already. */
  function typesApart(notes) {
    const noteTypes = []
    /** By the type itself, which many notes share, and by its text. */
    const numbers = new Map()
    const numberOf = (type) => {
      if (!numbers.has(type)) {
        const text = JSON.stringify(type)
        if (!numbers.has(text)) numbers.set(text, noteTypes.push(type) - 1)
        numbers.set(type, numbers.get(text))
      }
      return numbers.get(type)
    }
    const apart = (note) =>
      note?.content?.kind === 'template'
        ? { ...note, content: { ...note.content, type: numberOf(note.content.type) } }
        : note
    return { notes: notes.map(apart), noteTypes }
  }

  async function readJournal(name) {
    const root = await navigator.storage.getDirectory()
    const text = await (await (await root.getFileHandle(name)).getFile()).text()
    const copy = { dbId: null, events: [] }
    const decks = new Map()
    for (const line of text.split('\n')) {
      const space = line.indexOf(' ')
      const json = line.slice(space + 1)
      if (space < 1 || hashText(json) !== line.slice(0, space)) continue
      const entry = JSON.parse(json)
      if (entry.format) copy.dbId = entry.dbId
      else if (entry.deck) decks.set(entry.deck.id, entry.deck)
      else if (entry.gone) decks.delete(entry.gone)
      else if (entry.id) copy.events.push(entry)
    }
    return { ...copy, decks: [...decks.values()] }
  }

  function* lines({ decks, events, drafts }) {
    yield { backup: { appVersion: 'rescue', savedAt: Date.now(), ...(drafts.length > 0 && { drafts }) } }
    for (const { sources, notes, retired, ...header } of decks) {
      const of = header.id
      yield { deck: { ...header, counts: { source: sources.length, note: notes.length, retired: retired.length } } }
      for (const source of sources) yield { of, source }
      for (const note of notes) yield { of, note }
      for (const note of retired) yield { of, retired: note }
    }
    for (const event of events) yield { event }
  }

  async function encode(collection) {
    const counts = { deck: 0, source: 0, note: 0, retired: 0, event: 0, media: 0 }
    const sums = []
    const parts = ['{"format":"recite-backup","formatVersion":2,"records":[\n']
    const write = (record, end) => {
      const json = JSON.stringify(record)
      const sum = hashText(json)
      sums.push(sum)
      parts.push(`["${sum}",${json}]${end}\n`)
    }
    for (const record of lines(collection)) {
      for (const kind of Object.keys(record)) if (kind in counts) counts[kind]++
      write(record, ',')
    }
    for (const [hash, name] of collection.media) {
      // One that cannot be read is left out, as all the rest is worth having.
      const medium = await readMedium(name, hash).catch(() => null)
      if (!medium) continue
      counts.media++
      write({ media: { hash, type: medium.type, data: toBase64(new Uint8Array(medium.bytes)) } }, ',')
      // What is written so far is the browser's to keep, on disk where it sees fit.
      parts.push(new Blob(parts.splice(0)))
    }
    write({ end: { counts, checksum: hashText(sums.join('\n')) } }, '')
    parts.push(']}\n')
    return parts
  }

  function toBase64(bytes) {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }

  /** As `domain/hash.ts` has it. */
  function hashText(text) {
    let a = 0x811c9dc5
    let b = 0x9e3779b9
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      a = Math.imul(a ^ unit, 0x01000193)
      b = Math.imul(b ^ ((unit << 7) | (unit >>> 9)), 0x85ebca6b)
      b = (b << 13) | (b >>> 19)
    }
    const high = mix(a ^ text.length)
    const low = mix(b ^ Math.imul(a, 0xc2b2ae35))
    return (high.toString(32).padStart(7, '0') + low.toString(32).padStart(7, '0')).slice(1)
  }

  function mix(lane) {
    let x = lane
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
    return (x ^ (x >>> 16)) >>> 0
  }
})()
