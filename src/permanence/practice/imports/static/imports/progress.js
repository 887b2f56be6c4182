// Keeps the progress on the page up to date, and opens the page anew once the work is done. Without it, a link does.
const place = document.querySelector('[data-progress]')

async function look () {
  const answer = await fetch(place.dataset.progress)
  if (answer.status === 204) return window.location.reload()
  if (answer.ok) {
    const text = await answer.text()
    if (text !== place.innerHTML) place.innerHTML = text
  }
  setTimeout(look, 2000)
}

setTimeout(look, 1000)
