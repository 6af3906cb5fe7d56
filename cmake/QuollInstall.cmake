# `cmake --install` yields a prefix with include/, lib/, bin/, a CMake package and pkg-config files.
include(CMakePackageConfigHelpers)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/include/ ${PROJECT_SOURCE_DIR}/mama_compat/include/
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")

set(quoll_libraries quollcore wombatcommon wombatcommoncpp mama mamabaseimpl mme)
set(quoll_bridges mamaloopbackimpl mamaomnmmsgimpl)
foreach(library IN LISTS quoll_libraries quoll_bridges)
  if(NOT TARGET ${library})
    message(STATUS "no install rules: ${library} is not there yet")
    return()
  endif()
endforeach()
install(TARGETS ${quoll_libraries} mama_headers EXPORT quoll
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS ${quoll_bridges} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT quoll NAMESPACE quoll:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/quoll)

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/quoll-config.cmake.in
  ${PROJECT_BINARY_DIR}/quoll-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/quoll)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/quoll-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/quoll-config.cmake ${PROJECT_BINARY_DIR}/quoll-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/quoll)

# name | description | libraries
foreach(entry "quoll|The native event runtime of Quoll|-lquollcore"
              "mama|The MAMA C interface, by Quoll|-lmama -lwombatcommon"
              "mme|The managed environment of the MAMA C interface, by Quoll|-lmme -lmama -lwombatcommon")
  string(REPLACE "|" ";" parts "${entry}")
  list(GET parts 0 PC_NAME)
  list(GET parts 1 PC_DESCRIPTION)
  list(GET parts 2 PC_LIBS)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/package.pc.in ${PROJECT_BINARY_DIR}/${PC_NAME}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${PC_NAME}.pc
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
