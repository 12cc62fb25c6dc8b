import { exec, execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(exec)
const runFile = promisify(execFile)

export async function makeThumbnail(source: string, target: string): Promise<void> {
  await run(`convert ${source} -resize 320x320 ${target}`, { timeout: 15_000 })
}

export async function sizeOf(file: string): Promise<{ width: number; height: number }> {
  const { stdout } = await runFile('identify', ['-format', '%w %h', file])
  const [width = 0, height = 0] = stdout.split(' ').map(Number)
  return { width, height }
}
