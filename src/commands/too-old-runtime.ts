/**
 * What to do where Node.js is older than package.json's `engines` asks for (">=22.12"); null where it is not. An older
 * one starts and fails later, wherever it meets what it does not have.
 */
export function tooOldRuntime(running: string, asked: string): string | null {
  const [major = 0, minor = 0] = running.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = asked.replace(/^>=/, "").split(".").map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return null;
  return `This needs Node.js ${leastMajor}.${leastMinor} or newer, and ${running} runs it. In a clone "npm run -s callthread -- COMMAND" brings its own.`;
}
