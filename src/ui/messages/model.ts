import type { ModelProblem } from '../../domain/endpoint.ts'
import { count, list, number } from '../format.ts'
import { section } from './section.ts'

const cards = (n: number) => count(n, { one: '# card', other: '# cards' })
const whom = (model: string, host: string) => (model === '' ? `the first model at ${host}` : `${model} at ${host}`)

/** A model of the learner's own: setting it up, and asking it. */
export const model = section('model', {
  title: 'A model of your own',
  text: 'Recite makes cards without one. If you run a language model, or rent one, it can propose more. It only proposes: a card whose answer and sentence don’t stand in your text word for word is dropped.',
  use: 'Propose cards with a model',
  useText: 'Off until you turn it on. Nothing is sent before you press a button that says what goes where.',
  address: 'Address',
  addressHelp:
    'Ollama: http://localhost:11434/v1. llama.cpp: http://localhost:8080/v1. Any other server with OpenAI’s chat interface.',
  addressWrong: 'Write a web address such as http://localhost:11434/v1, without a name, password or question mark.',
  model: 'Model',
  modelHelp: 'Such as llama3.2. Left empty, the server’s first model is asked.',
  key: 'Key',
  keyHelp: 'Where the server wants one. It stays on this device and is in no backup.',
  origins: (origin: string) =>
    `The server must allow this page: start Ollama with OLLAMA_ORIGINS=${origin}; llama.cpp’s llama-server allows every page. From a page with HTTPS, browsers reach HTTP on this device at most, and may ask you first.`,
  check: (host: string) => `Ask ${host} for its models`,
  openToAll: 'This address is not encrypted: others on the way can read the text and the key.',
  checkNobody: 'Ask for its models',
  checkText: 'Sends the key, and no text.',
  checking: 'Asking',
  models: (names: readonly string[]) =>
    names.length === 0 ? 'It answers, and lists no model.' : `It answers. Models: ${list(names)}.`,
  keepFailed: 'This device can’t keep these settings.',
  forget: 'Forget address and key',
  forgetText: 'Takes both off this device, and turns this off.',
  forgotten: 'Forgotten',

  ask: 'Ask your model',
  sends: (model: string, host: string, pieces: number) =>
    `The article’s text, title and date go to ${whom(model, host)}${pieces > 1 ? `, in ${number(pieces)} pieces` : ''}. Nothing else goes with them but your key, if you set one.`,
  checks:
    'Each card that comes back is read against the text, and the ones that don’t stand there are dropped. The rest wait at the end of the list for your word.',
  send: (host: string) => `Send the text to ${host}`,
  again: (host: string) => `Send it again to ${host}`,
  reword: 'Reword this question',
  rewordSends: 'Only this question goes, with its answer, its sentence and the one before.',
  sendCard: (host: string) => `Send this card to ${host}`,
  reworded: 'Reworded. Undo brings the old question back.',
  rewordDropped:
    'What came back was dropped: it gives the answer away, brings in something that isn’t in the text, or is asked already.',
  stop: 'Stop asking',
  asking: 'Your model is reading',
  soFar: (came: number, passed: number) => `${cards(came)} so far, ${number(passed)} of them kept`,
  over: (came: number, passed: number) =>
    came === 0
      ? 'No card came.'
      : passed === 0
        ? `${cards(came)} came. None passed: an answer or a sentence isn’t in the text, or the question is asked already.`
        : `${cards(came)} came. ${count(passed, { one: '# passed and waits', other: '# passed and wait' })} at the end of the list.`,
  stopped: 'You stopped it.',
  brokeOff: 'Checking its cards broke off. Your own cards are as they were.',
  remain: 'The cards that Recite found are all still here.',
  said: (words: string) => `It says: ${words}`,
  status: (status: number) => `Status ${status}`,
  problems: {
    unreachable: 'Nobody answers at that address, or the server doesn’t allow this page.',
    silent: 'It fell silent for three minutes. A smaller model answers sooner.',
    endless: 'Its reply had no end, so Recite stopped listening.',
    key: 'The server wants a key, or another one.',
    missing: 'There is no such model at that address, or no chat interface. Check both in the settings.',
    'too-often': 'The server was asked too often, or your quota is used up. Try later.',
    refused: 'The server refused.',
    broke: 'The server broke down. Try again.',
    moved: 'The address points on to another one. Recite doesn’t follow: put the new one in the settings.',
    'not-a-model': 'What answers there is no model: it may be a sign-in page.',
    unreadable: 'The model’s reply has no card in it that can be read. Larger models keep to the form better.',
  } satisfies Record<ModelProblem, string>,
})
