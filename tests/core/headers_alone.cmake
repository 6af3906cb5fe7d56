# Compiles each of HEADERS alone: cmake -DCOMPILER=… -DHEADERS=… -DINCLUDE=… -P headers_alone.cmake
set(failed "")
foreach(header IN LISTS HEADERS)
  execute_process(
    COMMAND ${COMPILER} -std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Wundef -Werror -fsyntax-only
            -I ${INCLUDE} -include ${header} -x c++ /dev/null
    RESULT_VARIABLE result ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    list(APPEND failed ${header})
    message("${header} does not compile alone:\n${errors}")
  endif()
endforeach()
if(failed)
  message(FATAL_ERROR "headers that do not compile alone: ${failed}")
endif()
