// The elements of index.html, by their ids.
/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
export const element = (id) => /** @type {T} */ (document.getElementById(id));
