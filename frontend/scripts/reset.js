// A shared device forgets whoever left it: after a while without touch it shows its first page.
const plan = document.querySelector('meta[name="reset"]');

if (plan) {
  const [seconds, address] = plan.content.split("; url=");
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(address), Number(seconds) * 1000);
  };
  for (const sign of ["pointerdown", "keydown", "scroll", "input"]) {
    addEventListener(sign, wait, { passive: true });
  }
  // a page from the browser's memory would show what the last person had answered
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      location.replace(address);
    }
  });
  wait();
}
