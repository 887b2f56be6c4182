// Shows today first on a narrow screen, and keeps the names of the lanes in sight while the picture is scrolled.
for (const box of document.querySelectorAll('.journey-box')) {
  const names = box.querySelector('.gutter')
  const follow = () => names.setAttribute('transform', `translate(${box.scrollLeft} 0)`)
  box.addEventListener('scroll', follow, { passive: true })
  box.scrollLeft = Math.max(0, Number(box.dataset.today) - box.clientWidth * 0.85)
  follow()
}
