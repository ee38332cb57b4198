import { PrismaClient } from '@prisma/client';

const url = new URL(process.env.DATABASE_URL ?? 'postgresql://localhost/ferry');
url.searchParams.set('connection_limit', '20');
url.searchParams.set('pool_timeout', '5');
url.searchParams.set('options', '-c statement_timeout=5000');

export const prisma = new PrismaClient({ datasourceUrl: url.toString() });
