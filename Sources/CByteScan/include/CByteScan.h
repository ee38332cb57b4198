// Scans over padded byte buffers that the compiler turns into vector instructions.
#pragma once
