// Replaces what shows a running publication by its newer self, until that says that there is no more to come, or the build
// is gone, or its reader may not see it any longer. While there is no usable answer, it asks less and less often.
Behaviour.specify("[data-azure-marketplace-url]", "azure-marketplace-live", 0, function (part) {
  const longest = 300000;
  let pause = 10000;
  const later = function () {
    setTimeout(look, pause);
  };
  const backOff = function () {
    pause = Math.min(2 * pause, longest);
    later();
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
      .then(function (response) {
        // A redirect leads to a login.
        if (response.redirected || [401, 403, 404, 410].includes(response.status)) {
          return;
        }
        return (response.ok ? response.text() : Promise.resolve("")).then(show);
      })
      .catch(backOff);
  };
  const show = function (html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".azure-marketplace");
    if (fresh) {
      part.replaceWith(fresh);
      Behaviour.applySubtree(fresh, true);
    } else {
      backOff();
    }
  };
  later();
});
