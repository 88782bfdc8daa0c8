// Shows a stranger's card, in a frame of no origin and with no network. Whoever opened it says what to show, as nodes
// that were checked by name; nothing here reads HTML. It runs nowhere else.
if (origin === 'null' && parent !== window) {
  const SVG = new Set(['svg', 'rect', 'ellipse', 'polygon'])
  const MATHS = 'http://www.w3.org/1998/Math/MathML'
  const base = new CSSStyleSheet()
  const own = new CSSStyleSheet()
  // As a layer it goes before whatever else says that it is important.
  const still = new CSSStyleSheet()
  still.replaceSync('@layer still { *, ::before, ::after { animation: none !important; transition: none !important } }')
  let urls = []

  // More things in motion than these leave a device no time for anything else.
  const MOST_MOTIONS = 40
  const calm = () => {
    if (document.getAnimations().length > MOST_MOTIONS) document.adoptedStyleSheets = [still, base, own]
  }
  addEventListener('animationstart', calm)
  addEventListener('transitionrun', calm)

  const tell = (message) => parent.postMessage(message, '*')

  const make = (node, media, labels) => {
    if (typeof node === 'string') return document.createTextNode(node)
    if (node.tag === 'typed') return makeInput(labels)
    if (node.tag === 'speak') return makeSpeak(node, labels)
    const element = SVG.has(node.tag)
      ? document.createElementNS('http://www.w3.org/2000/svg', node.tag)
      : node.maths
        ? document.createElementNS(MATHS, node.tag)
        : document.createElement(node.tag)
    for (const [name, value] of Object.entries(node.attributes)) {
      if (name === 'style') element.style.cssText = value
      else element.setAttribute(name, value)
    }
    if (node.medium) {
      const blob = media.get(node.medium)
      if (blob) {
        const url = URL.createObjectURL(blob)
        urls.push(url)
        element.src = url
      } else element.alt ||= labels.missing
    }
    for (const child of node.children) element.append(make(child, media, labels))
    return element
  }

  const makeInput = (labels) => {
    const input = document.createElement('input')
    input.id = 'typeans'
    input.autocapitalize = 'off'
    input.autocomplete = 'off'
    input.spellcheck = false
    input.setAttribute('aria-label', labels.typed)
    input.addEventListener('input', () => tell({ kind: 'typed', text: input.value }))
    return input
  }

  const makeSpeak = (node, labels) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = '▶'
    button.setAttribute('aria-label', `${labels.speak}: ${node.attributes.title}`)
    button.addEventListener('click', () =>
      tell({ kind: 'speak', lang: node.attributes.lang, text: node.attributes.title }),
    )
    return button
  }

  addEventListener('message', ({ source, data }) => {
    if (source !== parent || data?.kind !== 'show') return
    for (const url of urls) URL.revokeObjectURL(url)
    urls = []
    base.replaceSync(data.base)
    own.replaceSync(data.css)
    document.adoptedStyleSheets = [base, own]
    document.documentElement.lang = data.lang
    document.documentElement.className = data.night ? 'night' : ''
    document.body.className = data.classes
    document.body.dir = 'auto'
    const media = new Map(data.media)
    document.body.replaceChildren(...data.nodes.map((node) => make(node, media, data.labels)))
    calm()
    document.body.querySelector('hr#answer')?.scrollIntoView({ block: 'nearest' })
  })

  // Keys mean in here what they mean around it, but while something is typed.
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, target } = event
    const isTyping = target instanceof HTMLInputElement
    const isOwn = target !== document.body && (key === ' ' || (key === 'Enter' && !isTyping))
    if (event.isComposing || isOwn || (isTyping && key !== 'Enter' && key !== 'Escape')) return
    event.preventDefault()
    tell({ kind: 'key', key, ctrlKey, metaKey })
  })

  new ResizeObserver(() =>
    tell({ kind: 'height', height: Math.ceil(document.documentElement.getBoundingClientRect().height) }),
  ).observe(document.documentElement)
  tell({ kind: 'ready' })
}
