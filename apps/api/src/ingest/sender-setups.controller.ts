import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Page, pageOf, type SenderSetup, senderSetupSchema } from '@turnaway/contracts';
import type { FastifyRequest } from 'fastify';
import { ENV } from '../engines.js';
import type { Env } from '../env.js';
import { Answers } from '../http/api-doc.js';
import { publicUrlOf } from '../http/public-url.js';
import { cloudSetups } from './setups/clouds.js';
import { identityProviderSetups } from './setups/identity-providers.js';
import { installAddressOf } from './setups/install-address.js';
import { shipperSetups } from './setups/shippers.js';

/** How to make each kind of sender send here. */
@ApiTags('ingest')
@Controller('api/sender-setups')
export class SenderSetupsController {
  constructor(@Inject(ENV) private readonly env: Env) {}

  @Get()
  @Answers('Ready configurations of senders, with the address of this install', pageOf(senderSetupSchema))
  list(@Req() request: FastifyRequest): Page<SenderSetup> {
    const address = installAddressOf(publicUrlOf(this.env, request));
    const items = [...shipperSetups(address), ...cloudSetups(address), ...identityProviderSetups(address)];
    return { items, nextCursor: null, total: items.length };
  }
}
