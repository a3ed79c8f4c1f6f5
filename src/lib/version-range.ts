type Version = readonly [major: number, minor: number, patch: number];

const parse = (text: string): Version | null => {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/u.exec(text)?.slice(1).map(Number);
  return parts === undefined ? null : [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
};

const atLeast = (version: Version, least: Version): boolean => {
  const at = version.findIndex((part, index) => part !== least[index]);
  return at === -1 || (version[at] ?? 0) > (least[at] ?? 0);
};

/**
 * Whether a version, such as `22.12.0`, is in a range of the form that `engines` of package.json has here: `^a.b.c` and `>=a.b.c`,
 * joined by `||`.
 * @throws Error for a range of another form
 */
export const inRange = (version: string, range: string): boolean => {
  const asked = parse(version);
  return range.split('||').some((part) => {
    const [, operator, text = ''] = /^(\^|>=)(.+)$/u.exec(part.trim()) ?? [];
    const least = parse(text);
    if (least === null) throw new Error(`${part.trim()} is no range that is understood`);
    return asked !== null && atLeast(asked, least) && (operator === '>=' || asked[0] === least[0]);
  });
};
