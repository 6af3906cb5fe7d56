# Runs spin over MODEL (with the option DEFINE) exhaustively in WORK; fails on any error or an incomplete search.
file(MAKE_DIRECTORY ${WORK})
foreach(step "${SPIN};-a;${DEFINE};${MODEL}" "${CC};-O2;-DSAFETY;-DVECTORSZ=2048;-o;pan;pan.c")
  execute_process(COMMAND ${step} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${step}: ${output}")
  endif()
endforeach()
execute_process(COMMAND ./pan -m1000000 WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result
                OUTPUT_VARIABLE output ERROR_VARIABLE output)
message("${output}")
if(NOT result EQUAL 0 OR NOT output MATCHES "errors: 0" OR output MATCHES "Search not completed")
  message(FATAL_ERROR "the model of the sleep protocol has an error")
endif()
