// Keeps what is typed in a form every few seconds, so that a lost page loses nothing. Without it, a form still posts.
const state = document.getElementById('draft')
const others = document.getElementById('others')
const form = state?.parentElement.querySelector('form:not(.children-kept)')
const WAIT = 2000
let waiting

function told (answer) {
  const at = new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })
  if (answer?.redirected) return 'You were signed out, so what you write is not kept. Sign in on another page, then go on here.'
  if (answer?.status === 413) return 'This is too long to be kept. Make it shorter.'
  if (!answer?.ok) return 'What you wrote could not be kept just now. Do not close the page.'
  return `What you wrote is kept, ${at}. It is not recorded yet.`
}

async function keep () {
  const words = new FormData(form)
  for (const [name, value] of [...words]) if (value instanceof File) words.delete(name)
  words.set('page', state.dataset.page)
  const answer = await fetch(state.dataset.keep, { method: 'POST', body: words }).catch(() => null)
  state.textContent = told(answer)
  if (answer?.ok && !answer.redirected && others) others.textContent = await answer.text()
}

form?.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(keep, WAIT)
})
form?.addEventListener('submit', () => clearTimeout(waiting))
