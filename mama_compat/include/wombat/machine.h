/* Quoll: wombat/machine.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the machine and its processes use, as the kernel tells it (common 10). From any thread. What
 * cannot be found out is 0 unless a function says otherwise; NULL results are allowed and ignored.
 */
#ifndef QUOLL_WOMBAT_MACHINE_H_
#define QUOLL_WOMBAT_MACHINE_H_

#include <time.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Processor time, in seconds. */
typedef struct cpuVals {
  double userTime; /**< spent in programs */
  double sysTime;  /**< spent in the kernel on their behalf */
  double realTime; /**< that passed meanwhile; only getCpuTimeVals (wMessageStats.h) fills it in */
  double pCpu;     /**< per cent of all processors; likewise */
} cpuVals;

/** Memory of a process. */
typedef struct memVals {
  long vsize;        /**< kB of address space */
  long rss;          /**< kB that are in memory */
  double memPercent; /**< of the machine's memory, 0 to 100 */
} memVals;

/** Memory of the machine, in kB. */
typedef struct systemMemVals {
  long totalMem;
  long freeMem;
  long totalSwap;
  long freeSwap;
} systemMemVals;

/** The memory part of getProcessInfo. */
COMMONExpDLL void getMemVals(int pid, memVals* memV);

/**
 * Notes which processes belong to `pid`: itself, its descendants, and the group that it leads, for
 * getProcAndChildCpu. One list for the whole program; a later call replaces it.
 * @param debuginfo  not 0 to print the list on stdout
 */
COMMONExpDLL void initProcTable(int pid, int debuginfo);

/** Processors that are online. */
COMMONExpDLL int getNumCpu(void);

/** Memory of the machine. @return 0; -1 when it cannot be found out, with all values 0 */
COMMONExpDLL int getSystemMemory(systemMemVals* mem);

/** kB of memory of the machine, or -1. */
COMMONExpDLL long getTotalSystemMem(void);

/** Seconds since 1970. */
COMMONExpDLL time_t getTimeSinceEpoch(void);

/**
 * Memory and processor time of a process.
 * @param pid        the process
 * @param memV       may be NULL
 * @param cpuV       may be NULL; of all threads of the process, without its children
 * @param childFlag  1 for a thread that older kernels list as a process; else 0
 * @return the process's parent; 0 when there is no such process
 */
COMMONExpDLL int getProcessInfo(int pid, memVals* memV, cpuVals* cpuV, int childFlag);

/**
 * Processor time of all processes that initProcTable noted and that are still there.
 * @param pid  not used
 */
COMMONExpDLL void getProcAndChildCpu(int pid, cpuVals* cpv);

/** Seconds since the machine started, and seconds that its processors were idle in sum. */
COMMONExpDLL void getSystemTime(double* upTime, double* idleTime);

/** Clock ticks that one processor was in use and idle; processors count from 0. */
COMMONExpDLL void getProcessorTime(long* usageTime, long* idleTime, int processor);

/**
 * Whether the list of initProcTable also shows threads, which it does unless disabled. Sums are of
 * processes and the same in either case.
 */
COMMONExpDLL void enableLWP(void);
COMMONExpDLL void disableLWP(void);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_MACHINE_H_ */
