/* A field is announced by the words beside it: the form tags of Jenkins render both, but don't connect them. */
Behaviour.specify(".azure-marketplace-fields .jenkins-form-item", "azure-marketplace-labels", 0, (item) => {
  const label = item.querySelector(":scope > .jenkins-form-label");
  const field = item.querySelector("input:not([type=hidden]):not([type=checkbox]), select, textarea");
  if (!label || !field || field.closest(".jenkins-form-item") !== item || field.hasAttribute("aria-labelledby")) {
    return;
  }
  if (!label.id) {
    label.id = "azure-marketplace-label-" + crypto.getRandomValues(new Uint32Array(1))[0];
  }
  field.setAttribute("aria-labelledby", label.id);
});
