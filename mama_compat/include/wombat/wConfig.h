/* Quoll: wombat/wConfig.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Export marks and the calling convention of callbacks.
 */
#ifndef QUOLL_WOMBAT_WCONFIG_H_
#define QUOLL_WOMBAT_WCONFIG_H_

/* Marks what a library exports. Quoll's libraries are built with hidden visibility; for a client
 * the attribute changes nothing. */
#if defined(__GNUC__)
#define QUOLL_PUBLIC_SYMBOL_ __attribute__((visibility("default")))
#else
#define QUOLL_PUBLIC_SYMBOL_
#endif

#define COMMONExpDLL QUOLL_PUBLIC_SYMBOL_
#define COMMONENTExpDLL QUOLL_PUBLIC_SYMBOL_
#define MAMAENTCExpDLL QUOLL_PUBLIC_SYMBOL_
#define WMWExpDLL QUOLL_PUBLIC_SYMBOL_
#define MAMAExpDLL QUOLL_PUBLIC_SYMBOL_
#define MAMACPPExpDLL QUOLL_PUBLIC_SYMBOL_
#define MAMDAExpDLL QUOLL_PUBLIC_SYMBOL_
#define MAMDAOPTExpDLL QUOLL_PUBLIC_SYMBOL_
#define MAMAExpBridgeDLL QUOLL_PUBLIC_SYMBOL_
#define WCACHEExpDLL QUOLL_PUBLIC_SYMBOL_

/* The calling convention of callbacks: only Windows knows more than one. */
#define MAMACALLTYPE

/* Behind the name of an enumeration whose values may come from elsewhere, as from a message: C++
 * allows those that it does not name only with a fixed underlying type. */
#if defined(__cplusplus) && __cplusplus >= 201103L
#define QUOLL_OPEN_ENUM_ : int
#else
#define QUOLL_OPEN_ENUM_
#endif

#define WCOMMONINLINE inline static
#define WCOMMONFORCEINLINE inline static

#endif /* QUOLL_WOMBAT_WCONFIG_H_ */
