// Replaces what shows a running publication by its newer self, until that says that there is no more to come.
Behaviour.specify("[data-azure-marketplace-url]", "azure-marketplace-live", 0, function (part) {
  const later = function () {
    setTimeout(look, 10000);
  };
  const look = function () {
    if (!part.isConnected) {
      return;
    }
    // Nothing is taken away from somebody who is using it.
    if (document.hidden || part.contains(document.activeElement)) {
      later();
      return;
    }
    fetch(part.dataset.azureMarketplaceUrl)
      .then((response) => (response.ok && !response.redirected ? response.text() : ""))
      .then(function (html) {
        const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".azure-marketplace");
        if (fresh) {
          part.replaceWith(fresh);
          Behaviour.applySubtree(fresh, true);
        } else {
          later();
        }
      })
      .catch(later);
  };
  later();
});
