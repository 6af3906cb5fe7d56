/* Quoll: wombat/port.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The system under portable names: threads, mutexes, semaphores, sockets, shared libraries,
 * deprecation marks. Includes the system headers that portable clients take for granted. Macros
 * whose names begin with w stand for the POSIX function or type of that name, with its arguments
 * and results.
 */
#ifndef QUOLL_WOMBAT_PORT_H_
#define QUOLL_WOMBAT_PORT_H_

#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <pwd.h>
#include <sched.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/param.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/types.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Deprecation: the text is what the compiler prints at a use. */

#if defined(__GNUC__)
#define MAMADeprecated__(MSG) __attribute__((deprecated(MSG)))
#define MAMAIgnoreDeprecatedOpen \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wdeprecated-declarations\"")
#define MAMAIgnoreDeprecatedClose _Pragma("GCC diagnostic pop")
#else
#define MAMADeprecated__(MSG)
#define MAMAIgnoreDeprecatedOpen
#define MAMAIgnoreDeprecatedClose
#endif

#define COMMONDeprecated(MSG) MAMADeprecated__(MSG)
#define COMMONExpDeprecatedDLL(MSG) COMMONExpDLL MAMADeprecated__(MSG)
#define MAMACPPExpDeprecatedDLL(MSG) MAMACPPExpDLL MAMADeprecated__(MSG)
#define MAMADeprecated(MSG) MAMADeprecated__(MSG)
#define MAMAExpDeprecatedBridgeDLL(MSG) MAMAExpBridgeDLL MAMADeprecated__(MSG)
#define MAMAExpDeprecatedDLL(MSG) MAMAExpDLL MAMADeprecated__(MSG)
#define MAMDAExpDeprecatedDLL(MSG) MAMDAExpDLL MAMADeprecated__(MSG)
#define MAMDAOPTExpDeprecatedDLL(MSG) MAMDAOPTExpDLL MAMADeprecated__(MSG)
#define WCACHEExpDeprecatedDLL(MSG) WCACHEExpDLL MAMADeprecated__(MSG)
#define WMWDeprecated(MSG) MAMADeprecated__(MSG)
#define WMWExpDeprecatedDLL(MSG) WMWExpDLL MAMADeprecated__(MSG)
/* For the name in a typedef: typedef int MAMATypeDeprecated(oldName, "use newName"); */
#define MAMATypeDeprecated(NAME, MSG) NAME MAMADeprecated__(MSG)

/* ---- Mutexes that need no initialisation call. They are recursive. */

typedef pthread_mutex_t wthread_static_mutex_t;
#if defined(PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP) || !defined(__PTHREAD_MUTEX_INITIALIZER)
#define WSTATIC_MUTEX_INITIALIZER PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP
#else /* glibc names it only when _GNU_SOURCE is defined */
#define WSTATIC_MUTEX_INITIALIZER                               \
  {                                                             \
    { __PTHREAD_MUTEX_INITIALIZER(PTHREAD_MUTEX_RECURSIVE_NP) } \
  }
#endif
#define wthread_static_mutex_lock(x) pthread_mutex_lock(x)
#define wthread_static_mutex_unlock(x) pthread_mutex_unlock(x)

/* ---- Threads: the pthread functions under portable names, with pthread's return values. */

#define INVALID_THREAD ((wthread_t)-1)

#define wthread_t pthread_t
#define wthread_create pthread_create
#define wthread_join pthread_join
#define wthread_detach pthread_detach
#define wthread_exit pthread_exit
#define wthread_self pthread_self
#define wthread_equal pthread_equal
#define wthread_cleanup_push pthread_cleanup_push
#define wthread_cleanup_pop pthread_cleanup_pop
#define wthread_destroy
#define wGetCurrentThreadId pthread_self
#define wthread_set_affinity_mask pthread_setaffinity_np
#define CPU_AFFINITY_SET cpu_set_t

#define wthread_attr_t pthread_attr_t
#define wthread_attr_init pthread_attr_init
#define wthread_attr_setdetachstate pthread_attr_setdetachstate

#define WTHREAD_MUTEX_RECURSIVE PTHREAD_MUTEX_RECURSIVE_NP
#define wthread_mutex_t pthread_mutex_t
#define wthread_mutex_init pthread_mutex_init
#define wthread_mutex_lock pthread_mutex_lock
#define wthread_mutex_unlock pthread_mutex_unlock
#define wthread_mutex_destroy pthread_mutex_destroy
#define wthread_mutexattr_t pthread_mutexattr_t
#define wthread_mutexattr_init pthread_mutexattr_init
#define wthread_mutexattr_settype pthread_mutexattr_settype

#define wthread_cond_t pthread_cond_t
#define wthread_cond_init pthread_cond_init
#define wthread_cond_signal pthread_cond_signal
#define wthread_cond_destroy pthread_cond_destroy
#define wthread_cond_wait pthread_cond_wait

#define wthread_spinlock_t pthread_spinlock_t
#define wthread_spin_init pthread_spin_init
#define wthread_spin_lock pthread_spin_lock
#define wthread_spin_unlock pthread_spin_unlock
#define wthread_spin_destroy pthread_spin_destroy

typedef pthread_key_t wthread_key_t;
#define wthread_key_create(x, val) pthread_key_create((x), (val))
#define wthread_key_delete(x) pthread_key_delete(x)
#define wthread_setspecific(x, val) pthread_setspecific((x), (val))
#define wthread_getspecific(x) pthread_getspecific(x)

/* ---- Semaphores */

#define WOMBAT_QUEUE_MAX_SIZE 2147483647 /* the largest value of a semaphore */
#define wsem_t sem_t
#define wsem_init sem_init
#define wsem_post sem_post
#define wsem_wait sem_wait
#define wsem_trywait sem_trywait
#define wsem_destroy sem_destroy
#define wsem_getvalue sem_getvalue

/**
 * Waits until the semaphore is acquired or a time has passed.
 * @param sem  an initialised semaphore
 * @param ts   milliseconds from now; 0 tries without waiting
 * @return 0 when acquired, else -1 with errno ETIMEDOUT, EINTR or EINVAL
 */
COMMONExpDLL int wsem_timedwait(sem_t* sem, unsigned int ts);

/* ---- Sockets and files */

#define wsocketstartup()
#define wsocketcleanup()
#define wclosesocket(x) close(x)
#define wsocketpair(dom, type, prot, pair) socketpair((dom), (type), (prot), (pair))
#define wsetnonblock(s) fcntl((s), F_SETFL, fcntl((s), F_GETFL) | O_NONBLOCK)
#define wread read
#define wwrite write
#define PATH_DELIM ':' /* between the folders of a path list */
#define PATHSEP "/"    /* between the parts of a file name */

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define htonll(x) __builtin_bswap64(x)
#define ntohll(x) __builtin_bswap64(x)
#else
#define htonll(x) (x)
#define ntohll(x) (x)
#endif

/**
 * The first non-loopback IPv4 address of this machine as text, as the name service reports it.
 * @return a string that the library owns; never NULL
 */
COMMONExpDLL const char* getIpAddress(void);

/** The name of this machine. @return a string that the library owns; never NULL */
COMMONExpDLL const char* getHostName(void);

/**
 * Resolves a host name or a dotted address.
 * @param arg  a host name or an IPv4 address in dotted notation
 * @return the address in network byte order, or INADDR_NONE when it cannot be resolved
 */
COMMONExpDLL struct in_addr wresolve_ip(const char* arg);

/* ---- Shared libraries */

typedef void* LIB_HANDLE;
#define LIB_EXTENSION ".so"
#define wdlopen dlopen
#define wdlsym dlsym
#define wdlclose dlclose
#define wdlerror dlerror

/* ---- Time */

#define wtimegm timegm
#define SETDATE_MIN_YEAR 1900

/** Has the layout of struct timespec. */
struct wtimespec {
  time_t tv_sec;
  long tv_nsec;
};
#define wnanosleep(ts, remain) nanosleep((struct timespec*)(ts), (struct timespec*)(remain))

/** The printf conversion for mama_size_t, without the per cent sign. */
#define PRI_MAMA_SIZE_T "zu"

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_PORT_H_ */
