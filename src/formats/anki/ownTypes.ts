import type { NoteType } from '../../domain/noteType.ts'

/**
 * The note types as which our own kinds of notes go to Anki. Their ids, fields and templates stay as they are for ever:
 * Anki takes a type with other fields for another one.
 */

/** Where a card comes from goes along in fields of its own, shown under the answer. */
export const SOURCE_FIELDS = ['Sentence', 'Source', 'Link'] as const

const FROM = `{{#Sentence}}<blockquote>{{Sentence}}</blockquote>{{/Sentence}}
{{#Source}}<p class="from">{{Source}}</p>{{/Source}}
{{#Link}}<p class="from">{{Link}}</p>{{/Link}}`

const ALSO = '{{#Also right}}<p class="also">{{Also right}}</p>{{/Also right}}'

const CSS = `.card { font-size: 20px; line-height: 1.5; text-align: center; max-width: 40em; margin: 0 auto; padding: 0 1em }
.card ul, .card ol { display: inline-block; text-align: start; margin: .5em 0 }
.cloze { font-weight: 600; color: #a4472c }
.nightMode .cloze { color: #f0997c }
.also, .from, blockquote { font-size: .8em; opacity: .8; margin: .75em 0 }
mark { background: #f6dd8a; color: #201c14 }`

const front = (back: string) => `{{FrontSide}}\n<hr id="answer">\n${back}\n${FROM}`

type OwnKind = 'qa' | 'list' | 'cloze' | 'choice' | 'occlusion'

const OCCLUSION_FRONT = `<div>{{Header}}</div>
<div style="display: none">{{cloze:Occlusion}}</div>
<div id="err"></div>
<div id="image-occlusion-container">{{Image}}<canvas id="image-occlusion-canvas"></canvas></div>
<script>anki.imageOcclusion.setup();</script>`

export const OWN_TYPES: Readonly<Record<OwnKind, NoteType>> = {
  qa: {
    id: 'anki:1732406400001',
    name: 'Recite question',
    kind: 'fields',
    fields: ['Question', 'Answer', 'Also right', ...SOURCE_FIELDS],
    templates: [{ name: 'Card 1', front: '{{Question}}', back: front(`{{Answer}}\n${ALSO}`) }],
    css: CSS,
  },
  list: {
    id: 'anki:1732406400002',
    name: 'Recite list',
    kind: 'fields',
    fields: ['Question', 'Items', ...SOURCE_FIELDS],
    templates: [{ name: 'Card 1', front: '{{Question}}', back: front('{{Items}}') }],
    css: CSS,
  },
  cloze: {
    id: 'anki:1732406400003',
    name: 'Recite gap',
    kind: 'cloze',
    fields: ['Text', 'Also right', ...SOURCE_FIELDS],
    templates: [{ name: 'Cloze', front: '{{cloze:Text}}', back: `{{cloze:Text}}\n${ALSO}\n${FROM}` }],
    css: CSS,
    anki: '{"originalStockKind":5}',
  },
  choice: {
    id: 'anki:1732406400004',
    name: 'Recite choice',
    kind: 'fields',
    fields: ['Question', 'Answer', 'Options', 'Also right', ...SOURCE_FIELDS],
    templates: [{ name: 'Card 1', front: '{{Question}}\n{{Options}}', back: front(`{{Answer}}\n${ALSO}`) }],
    css: CSS,
  },
  occlusion: {
    id: 'anki:1732406400005',
    name: 'Recite picture',
    kind: 'cloze',
    fields: ['Occlusion', 'Image', 'Header', 'Back Extra', 'Comments', ...SOURCE_FIELDS],
    templates: [
      {
        name: 'Image Occlusion',
        front: OCCLUSION_FRONT,
        back: `${OCCLUSION_FRONT}\n<div>{{Back Extra}}</div>\n${FROM}`,
      },
    ],
    css: `${CSS}
#image-occlusion-canvas { --inactive-shape-color: #ffeba2; --active-shape-color: #ff8e8e; --highlight-shape-color: #ff8e8e00 }
#image-occlusion-container { position: relative }`,
    // The editor finds the fields that it fills by these numbers, and leaves those in place that it cannot do without.
    anki: JSON.stringify({
      originalStockKind: 6,
      flds: [0, 1, 2, 3, 4].map((tag) => ({ tag, preventDeletion: tag !== 4 })),
    }),
  },
}
