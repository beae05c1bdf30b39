/** The compose project as Docker's own loader sees it. Nothing of it is started here. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCompose, missingCompose } from './load-compose.ts';

const folder = fileURLToPath(new URL('../../../build/compose', import.meta.url));
const file = join(folder, 'compose.yaml');
const missing = missingCompose();
const reason = missing === null ? '' : ` (skipped: ${missing})`;

const secrets = { MINIO_ROOT_PASSWORD: 'of-the-store', GRAFANA_PASSWORD: 'of-grafana' };
const variables = { ...secrets, MINIO_ROOT_USER: 'desk', ACTOR: 'Night Shift' };

const projectSchema = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      build: z.looseObject({ context: z.string(), dockerfile: z.string() }).optional(),
      command: z.array(z.string()).nullable(),
      environment: z.record(z.string(), z.string().nullable()).optional(),
      healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
      ports: z.array(z.looseObject({ host_ip: z.string().optional(), published: z.string() })).optional(),
      volumes: z.array(z.looseObject({ type: z.string(), source: z.string() })).optional(),
      restart: z.string(),
      cap_drop: z.array(z.string()),
      security_opt: z.array(z.string()),
      depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

describe.skipIf(missing !== null)(`the compose project${reason}`, () => {
  let project: z.infer<typeof projectSchema>;
  const services = () => Object.entries(project.services);
  const lasting = () => services().filter(([, { restart }]) => restart !== 'no');

  beforeAll(() => {
    const { status, stdout, stderr } = loadCompose(file, variables);
    expect([status, stderr]).toEqual([0, '']);
    project = projectSchema.parse(JSON.parse(stdout));
  });

  it('has every part of the pipeline', () => {
    expect(
      lasting()
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(['kafka', 'minio', 'consume', 'spark', 'spark-worker', 'prometheus', 'grafana'].toSorted());
  });

  it('pins every image to one version', () => {
    for (const [name, { image, build }] of services()) {
      if (build === undefined) expect(image, name).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+[\w.-]*$/);
      else expect(image, name).toMatch(/^bronze-desk\//);
      expect(image, name).not.toMatch(/bitnami|latest/);
    }
  });

  it('watches over the health of all that lasts', () => {
    expect(lasting().filter(([, { healthcheck }]) => healthcheck === undefined)).toEqual([]);
  });

  it('is reached from this machine alone, and gives no container more rights than it needs', () => {
    for (const [name, { ports = [], cap_drop: dropped, security_opt: options }] of services()) {
      expect(
        ports.map(({ host_ip: address }) => address).filter((address) => address !== '127.0.0.1'),
        name,
      ).toEqual([]);
      expect([dropped, options], name).toEqual([['ALL'], ['no-new-privileges:true']]);
    }
    const published = services().flatMap(([, { ports = [] }]) => ports.map((port) => port.published));
    expect(new Set(published).size).toBe(published.length);
  });

  it.each(Object.keys(variables))('does not start without %s, and says where it belongs', (name) => {
    const rest = Object.fromEntries(Object.entries(variables).filter(([other]) => other !== name));
    const { status, stderr } = loadCompose(file, rest);
    expect([status, stderr]).toEqual([1, expect.stringContaining(name)]);
    expect(stderr).toContain('build/compose/.env');
    expect(readFileSync(join(folder, '.env.example'), 'utf8')).toMatch(new RegExp(`^${name}=$`, 'm'));
  });

  it('has no password but those it was given', () => {
    for (const [name, { environment = {} }] of services()) {
      for (const [key, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET/.test(key))
          expect(Object.values<string | null>(secrets), `${name} ${key}`).toContain(value);
      }
    }
  });

  it('mounts only what is there, and keeps data in volumes it declares', () => {
    for (const [name, { volumes = [], build }] of services()) {
      for (const { type, source } of volumes) {
        if (type === 'bind') expect(existsSync(source), `${name}: ${source}`).toBe(true);
        else expect(project.volumes, name).toHaveProperty(source);
      }
      if (build !== undefined) expect(existsSync(join(build.context, build.dockerfile)), name).toBe(true);
    }
  });

  it('starts the consumer once the topic is there, under the name it was given, with a folder as its target', () => {
    const own = { ...variables, TOPIC: 'dictations', BUCKET: 'lake', BATCH_SIZE: '7' };
    const { services: named } = projectSchema.parse(JSON.parse(loadCompose(file, own).stdout));
    const consume = named['consume']!;
    expect(consume.command).toEqual(expect.arrayContaining(['dictations', '--target=/bronze', '--batch-size=7']));
    expect(named['kafka-topic']?.environment).toMatchObject({ TOPIC: 'dictations' });
    expect(named['minio-bucket']?.environment).toMatchObject({ BUCKET: 'lake' });
    expect(Object.values(consume.depends_on ?? {}).map(({ condition }) => condition)).toEqual([
      'service_completed_successfully',
    ]);
  });
});
