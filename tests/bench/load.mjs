// Sends what a file holds, {url, lines: [[{path, headers, body}, …] per connection]}, and prints how long each took:
// {"seconds": …, "milliseconds": […], "refused": …}. Every connection sends its own requests, one after the other.
import { readFileSync } from 'node:fs'
import { Client } from 'undici'

const { url, lines } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const milliseconds = []
let refused = 0

async function send (requests) {
  const client = new Client(url, { pipelining: 1 })
  for (const request of requests) {
    const begun = performance.now()
    const { statusCode, body } = await client.request({ method: 'POST', ...request })
    await body.dump()
    milliseconds.push(performance.now() - begun)
    if (statusCode !== 200) refused++
  }
  await client.close()
}

const begun = performance.now()
await Promise.all(lines.map(send))
console.log(JSON.stringify({ seconds: (performance.now() - begun) / 1000, milliseconds, refused }))
