/** Words in markup or in an attribute that people meet must come from messages. @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: { type: 'problem', schema: [], messages: { literal: 'Text “{{text}}” must come from messages.' } },
  create(context) {
    const SPOKEN = new Set(['title', 'aria-label', 'placeholder', 'alt', 'aria-description', 'aria-roledescription', 'label']);
    const hasWords = (/** @type {string} */ text) => /\p{L}{2,}|\p{Script=Han}/u.test(text);
    const insideStyle = (/** @type {any} */ node) => {
      for (let up = node.parent; up; up = up.parent) if (up.type === 'SvelteStyleElement' || up.type === 'SvelteScriptElement') return true;
      return false;
    };
    const report = (/** @type {any} */ node, /** @type {string} */ text) =>
      context.report({ node, messageId: 'literal', data: { text: text.trim().slice(0, 40) } });
    return /** @type {any} */ ({
      SvelteText(/** @type {any} */ node) {
        if (!insideStyle(node) && hasWords(node.value)) report(node, node.value);
      },
      SvelteAttribute(/** @type {any} */ node) {
        if (!SPOKEN.has(node.key.name)) return;
        for (const part of node.value) {
          if (part.type === 'SvelteLiteral' && hasWords(part.value)) report(part, part.value);
          if (part.type === 'SvelteMustacheTag' && part.expression.type === 'Literal' && hasWords(String(part.expression.value)))
            report(part, String(part.expression.value));
        }
      },
      'SvelteMustacheTag > Literal'(/** @type {any} */ node) {
        if (node.parent.parent.type === 'SvelteElement' && typeof node.value === 'string' && hasWords(node.value)) report(node, node.value);
      },
    });
  },
};
export default rule;
