// The demo provider in a process of its own: inside Jest's realm it takes inline keys for invalid (`constructor === Object`).
import express from 'express';
import type { AddressInfo } from 'node:net';
import { mountDemoProvider } from '../../../../src/identity/demo-provider';

const people: Readonly<Record<string, string>> = {
  police: 'PS Novi Sad <centar>',
  health: 'DZ Šabac',
  'police-system': 'an attempt to pass for a machine client',
  graphiql: 'an attempt to pass for the console',
};
const persona = (name: string) => ({
  persona: name,
  subject: ['police-system', 'graphiql'].includes(name) ? name : `subject-of-${name}`,
  name: `Invented ${name}`,
  agency: people[name] ?? '',
  description: 'on duty',
});

const [, , dataDirectory, port] = process.argv;
if (dataDirectory === undefined || port === undefined)
  throw new Error('usage: demo-process <data directory> <port>');

const app = express();
const server = app.listen(Number(port), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mountDemoProvider(app, {
    issuer: `${origin}/oidc`,
    audience: 'https://hub.test/graphql',
    origins: [origin, origin.replace('127.0.0.1', 'localhost')],
    dataDirectory,
    personas: {
      find: (name) => Promise.resolve(Object.hasOwn(people, name) ? persona(name) : null),
      list: () => Promise.resolve(Object.keys(people).map(persona)),
      all: () => Promise.resolve([...Object.keys(people), 'police@PS-7'].map(persona)),
    },
    machineClients: {
      find: (clientId) => Promise.resolve(/^police-system(@PS-\d\d)?$/u.test(clientId) ? { clientId } : null),
    },
    onError: (error) => {
      console.error(error);
    },
  });
  console.log(JSON.stringify({ issuer: `${origin}/oidc` }));
});
