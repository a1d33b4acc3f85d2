// libpng: http://www.libpng.org/pub/png/libpng-manual.txt
#include <png.h>
