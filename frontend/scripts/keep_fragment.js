// Hands the fingerprint after the # of an invitation's link on to the page that checks it.
for (const link of document.querySelectorAll("[data-keep-fragment]")) {
  link.hash = location.hash;
}
