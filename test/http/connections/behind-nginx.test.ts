/** Parley behind Debian's nginx with default buffering. `make test-proxies` installs it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { until } from '../../support/files.ts'
import { expectReferences, expectTokensAtOnce } from '../../support/network/proxied.ts'
import { connectRaw } from '../../support/network/raw.ts'
import { isInstalled } from '../../support/network/s3-server.ts'
import { testModel } from '../../support/providers/model.ts'
import { freePort, signUp, temporaryDirectory, testServer } from '../../support/server.ts'

/** Starts nginx with the given content of a server block, until the test ends. Resolves to its origin. */
async function startNginx(t: Test, port: number, site: string): Promise<string> {
  const directory = await temporaryDirectory(t)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  await mkdir(join(directory, 'logs'))
  await writeFile(
    join(directory, 'nginx.conf'),
    `daemon off;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${directory}/nginx.pid;
    error_log stderr;
    events {}
    http {
      ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join('\n')}
      access_log off;
      gzip on;
      gzip_min_length 0;
      gzip_proxied any;
      gzip_types application/json text/event-stream;
      server { listen 127.0.0.1:${port}; ${site} }
    }`,
  )
  const child = spawn('nginx', ['-p', directory, '-c', join(directory, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const errorOutput = text(child.stderr)
  t.teardown(async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'close')
    }
  })
  const origin = `http://127.0.0.1:${port}`
  await until('nginx responds', async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${await errorOutput}`)
    return fetch(origin).then(
      () => true,
      () => false,
    )
  })
  return origin
}

t.test('nginx', { skip: !isInstalled('nginx') && 'nginx is not installed' }, async (t) => {
  const model = await testModel(t)
  const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
  const ada = await signUp(server)

  for (const version of ['1.0', '1.1']) {
    await t.test(`HTTP/${version} to Parley does not delay tokens`, async (t) => {
      const site = `location / { proxy_pass ${server.url}; proxy_http_version ${version}; }`
      const origin = await startNginx(t, await freePort(), site)
      const plain = await fetch(`${origin}/openapi.json`)
      t.equal(plain.headers.get('content-encoding'), 'gzip', 'JSON is compressed')
      await plain.arrayBuffer()
      await expectTokensAtOnce(t, origin, ada, model)
    })
  }

  await t.test('under a path, every link leads through nginx', async (t) => {
    const port = await freePort()
    const config = { PUBLIC_URL: `http://127.0.0.1:${port}/parley` }
    const inside = await testServer(t, { replicaOf: server, config })
    await startNginx(t, port, `location /parley/ { proxy_pass ${inside.url}/; }`)
    await expectReferences(t, config.PUBLIC_URL, await signUp(inside))
  })

  await t.test('without PUBLIC_URL, links lead to the forwarded host', async (t) => {
    const port = await freePort()
    const config = { HOST: '0.0.0.0', PUBLIC_URL: undefined, TRUST_PROXY: ['127.0.0.1'] }
    const inside = await testServer(t, { replicaOf: server, config })
    await startNginx(
      t,
      port,
      `location / { proxy_pass ${inside.url}; proxy_set_header X-Forwarded-Host $http_host; }`,
    )
    await expectReferences(t, `http://127.0.0.1:${port}`, await signUp(inside))
  })

  await t.test('a request without a body is accepted, even with chunked encoding', async (t) => {
    const site = `location / { proxy_pass ${server.url}; proxy_http_version 1.1; proxy_request_buffering off; }`
    const origin = await startNginx(t, await freePort(), site)
    const connection = await connectRaw(t, origin)
    const head = `GET /api/chat/ HTTP/1.1\r\nHost: parley\r\nAuthorization: Bearer ${ada.access}\r\n`
    for (let round = 0; round < 2; round += 1) {
      connection.send(`${head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)
      t.equal((await connection.answer()).status, 200)
    }
  })
})
