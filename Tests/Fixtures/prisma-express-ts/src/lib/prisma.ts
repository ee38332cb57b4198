import { PrismaClient } from '@prisma/client';

// expect: small-pool
export const prisma = new PrismaClient();
