/* Ctrl+Home and Ctrl+End. Chromium leaves the cursor where it is when that is behind a footnote that ends a line. */
import { pm } from "./engine.js";

const { Selection, TextSelection } = pm.state;

/** To the start (-1) or the end (1) of the text; with `extend`, what lies between is selected. */
export function goToEnd(side, { extend = false } = {}) {
  return (state, dispatch) => {
    const { doc, selection, tr } = state;
    const end = side < 0 ? Selection.atStart(doc) : Selection.atEnd(doc);
    const goal = extend ? TextSelection.between(selection.$anchor, end.$head) : end;
    if (dispatch) dispatch(tr.setSelection(goal).scrollIntoView());
    return true;
  };
}
