# What every phase shares: flags, dependencies, and p2g_phase(), which turns a folder into a room of the street.
include_guard(GLOBAL)
include(FetchContent)

get_filename_component(P2G_ROOT "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
set(P2G_STREET
    math=phase-00-math
    nn=phase-01-neural-nets
    sequence=phase-02-sequence-models
    tokenizer=phase-03-tokenization
    attention=phase-04-attention
    transformer=phase-05-transformer
    gpt2=phase-06-gpt2-inference
    training=phase-07-training)

option(P2G_NATIVE "Compile for this machine's own instruction set" ON)
option(P2G_WERROR "Warnings are errors (CI turns this on)" OFF)
option(P2G_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
option(P2G_TESTS "Build the tests" ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
enable_testing()  # here, not in a function: it sets a variable of the folder that is being configured
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")
find_program(P2G_CCACHE ccache)
if(P2G_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${P2G_CCACHE}")
endif()

include("${CMAKE_CURRENT_LIST_DIR}/flags.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/exercises.cmake")

# Adds the phase that owns ROOM, without its tests, unless it is already here.
function(p2g_open_room room)
  if(TARGET p2g_${room})
    return()
  endif()
  set(entry "${P2G_STREET}")  # a copy: the folder below must see the whole street
  list(FILTER entry INCLUDE REGEX "^${room}=")
  if(NOT entry)
    message(FATAL_ERROR "p2g: no room is called '${room}'")
  endif()
  string(REGEX REPLACE "^${room}=" "" folder "${entry}")
  set(P2G_OPENED_AS_NEED ON)
  add_subdirectory("${P2G_ROOT}/${folder}" "${CMAKE_BINARY_DIR}/needs/${folder}" EXCLUDE_FROM_ALL)
endfunction()

# One library of a room: VARIANT is "" for float or "_double" for the double build of the same sources.
function(p2g_room_library room variant needs links)
  p2g_room_sources(${room} sources)
  set(target p2g_${room}${variant})
  add_library(${target}_needs INTERFACE)  # what the library stands on, without itself
  target_link_libraries(${target}_needs INTERFACE p2g_flags)
  foreach(need IN LISTS needs)
    target_link_libraries(${target}_needs INTERFACE p2g_${need}${variant})
  endforeach()
  foreach(link IN LISTS links)
    p2g_dependency(${link})
    target_link_libraries(${target}_needs INTERFACE ${link})
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/code")
  target_link_libraries(${target} PUBLIC ${target}_needs)
  if(variant STREQUAL "_double")
    target_compile_definitions(${target} PUBLIC P2G_REAL_DOUBLE)
    set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
  else()
    add_library(p2g::${room} ALIAS ${target})
  endif()
endfunction()

# Every tests/*_test.cpp is an executable of its own; tests/double/*_test.cpp links the double build, whole.
function(p2g_phase_tests room in_double)
  p2g_dependency(GTest::gtest_main)
  include(GoogleTest)
  file(GLOB tests CONFIGURE_DEPENDS tests/*_test.cpp)
  foreach(source IN LISTS tests)
    get_filename_component(name "${source}" NAME_WE)
    p2g_test_executable(${room}_${name} "${source}" p2g_${room})
  endforeach()
  if(in_double)
    file(GLOB tests CONFIGURE_DEPENDS tests/double/*_test.cpp)
    foreach(source IN LISTS tests)
      get_filename_component(name "${source}" NAME_WE)
      p2g_test_executable(${room}_double_${name} "${source}" "$<LINK_LIBRARY:WHOLE_ARCHIVE,p2g_${room}_double>")
    endforeach()
  endif()
endfunction()

function(p2g_test_executable target source library)
  add_executable(${target} "${source}")
  target_link_libraries(${target} PRIVATE ${library} GTest::gtest_main)
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/tests" "${P2G_ROOT}/tools/testing")
  target_compile_options(${target} PRIVATE -O1)
  target_compile_definitions(
    ${target} PRIVATE P2G_PHASE_DIR="${CMAKE_CURRENT_SOURCE_DIR}" P2G_SOURCE_ROOT="${P2G_ROOT}")
  gtest_discover_tests(${target} TEST_PREFIX "${target}." DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()

# Demos, experiments, and notes/facts.cpp, each a program called <room>_<file>.
function(p2g_phase_programs room)
  if(NOT TARGET p2g_experiment)
    add_subdirectory("${P2G_ROOT}/tools/experiment" "${CMAKE_BINARY_DIR}/tools/experiment")
  endif()
  file(GLOB programs CONFIGURE_DEPENDS code/demos/*.cpp code/experiments/*.cpp notes/facts.cpp)
  foreach(source IN LISTS programs)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${room}_${name} "${source}")
    target_link_libraries(${room}_${name} PRIVATE p2g_${room})
    if(source MATCHES "/experiments/")
      target_link_libraries(${room}_${name} PRIVATE p2g_experiment)
    endif()
  endforeach()
endfunction()

# p2g_phase(ROOM room [NEEDS rooms…] [LINKS imported targets…] [IN_DOUBLE]
#           [PROGRAM name])
#   code/<room>/*.cpp       the library p2g::<room>; IN_DOUBLE also compiles it with double, for gradient checks
#   code/demos/*.cpp        one small program a file, called <room>_<file>
#   code/experiments/*.cpp  likewise, with the claims of tools/experiment
#   notes/facts.cpp         likewise: the numbers that the notes quote
#   exercises/              see exercises.cmake
#   code/program/*.cpp      the phase's own program, called PROGRAM
#   tests/*_test.cpp        built only where the phase is what is being built, not where another one needs it
function(p2g_phase)
  cmake_parse_arguments(PHASE "IN_DOUBLE" "ROOM;PROGRAM" "NEEDS;LINKS" ${ARGN})
  foreach(need IN LISTS PHASE_NEEDS)
    p2g_open_room(${need})
  endforeach()
  p2g_room_library(${PHASE_ROOM} "" "${PHASE_NEEDS}" "${PHASE_LINKS}")
  if(PHASE_IN_DOUBLE)
    p2g_room_library(${PHASE_ROOM} _double "${PHASE_NEEDS}" "${PHASE_LINKS}")
  endif()

  p2g_phase_programs(${PHASE_ROOM})
  if(PHASE_PROGRAM)
    file(GLOB sources CONFIGURE_DEPENDS code/program/*.cpp)
    p2g_dependency(CLI11::CLI11)
    add_executable(${PHASE_PROGRAM} ${sources})
    target_link_libraries(${PHASE_PROGRAM} PRIVATE p2g_${PHASE_ROOM} CLI11::CLI11)
  endif()

  if(P2G_TESTS AND NOT P2G_OPENED_AS_NEED)
    p2g_phase_tests(${PHASE_ROOM} ${PHASE_IN_DOUBLE})
    p2g_phase_exercises(${PHASE_ROOM})
  endif()
  p2g_say_dependencies()
endfunction()
