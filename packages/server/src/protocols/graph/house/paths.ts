/**
 * The router's patterns of a documented path: keys as a segment of their own, and each of them also in OData's form,
 * `delegatedAdminRelationships('id')`. Quoted parameters of functions stay quoted.
 */
export function patternsOf(path: string): string[] {
  const function_ = path.replaceAll(/'\{(\w+)\}'/g, "':$1([^']*)'");
  const [first = '', ...rest] = function_.split(/(?=\/\{\w+\})/);
  let patterns = [first];
  for (const part of rest) {
    patterns = patterns.flatMap((before) => [
      before + part.replace(/^\/\{(\w+)\}/, '/:$1'),
      before + part.replace(/^\/\{(\w+)\}/, "(':$1([^']+)')"),
    ]);
  }
  return patterns;
}

/** The path with its parameters unnamed, to find the routes of one place. */
export function placeOf(path: string): string {
  return path.toLowerCase().replaceAll(/\{\w+\}/g, '{}');
}
