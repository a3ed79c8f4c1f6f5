#!/usr/bin/env node
import 'reflect-metadata';
import { runProgram } from './commands/program';

void runProgram(process.argv.slice(2));
