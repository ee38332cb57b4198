import { PrismaClient } from '@prisma/client';

const kept = globalThis as unknown as { prisma?: PrismaClient };

// expect: small-pool
export const prisma = kept.prisma ?? new PrismaClient();

if (process.env.NODE_ENV !== 'production') kept.prisma = prisma;
