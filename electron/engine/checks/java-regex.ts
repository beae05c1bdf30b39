export function javaRegex(pattern: string): string {
  return pattern;
}
