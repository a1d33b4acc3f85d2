// TurboJPEG, the C interface of libjpeg-turbo: https://libjpeg-turbo.org/Documentation/Documentation
#include <turbojpeg.h>
