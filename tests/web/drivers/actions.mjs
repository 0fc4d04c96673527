// A whole drawing as one list of WebDriver actions, without pauses.
export function pointerActions(strokes, pointerType) {
  const move = ([x, y]) => ({ type: 'pointerMove', x, y, duration: 0 });
  const actions = strokes.flatMap((stroke) => [
    move(stroke[0]),
    { type: 'pointerDown', button: 0 },
    ...stroke.slice(1).map(move),
    { type: 'pointerUp', button: 0 },
  ]);
  return [{ type: 'pointer', id: pointerType, parameters: { pointerType }, actions }];
}
