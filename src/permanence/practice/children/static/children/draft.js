// Keeps what is typed in a form every few seconds, so that a lost page loses nothing. Without it, a form still posts.
const state = document.getElementById('draft')
const form = state?.parentElement.querySelector('form:not(.children-kept)')
const WAIT = 2000
let waiting

async function keep () {
  const words = new FormData(form)
  words.set('page', state.dataset.page)
  const answer = await fetch(state.dataset.keep, { method: 'POST', body: words }).catch(() => null)
  const at = new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })
  state.textContent = answer?.ok ? `What you wrote is kept, ${at}. It is not recorded yet.` : 'What you wrote could not be kept just now. Do not close the page.'
}

form?.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(keep, WAIT)
})
form?.addEventListener('submit', () => clearTimeout(waiting))
